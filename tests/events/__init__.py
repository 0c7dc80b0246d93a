"""Reading lines about events, and what series are made of."""
