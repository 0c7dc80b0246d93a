"""Who is on duty where: rounds in which units take turns at stations, exceptions, swaps, and who is told of them."""
