"""The local chat platform: a Telegram Bot API of our own on loopback, for the demo and the tests."""

from bot.chatroom.faults import Fault
from bot.chatroom.model import Button, Chat, Impossible, Message, RoomFile, RoomPerson, Topic
from bot.chatroom.presses import Answer, Press
from bot.chatroom.room import Room
from bot.chatroom.updates import RoomUpdate

__all__ = [
    "Answer",
    "Button",
    "Chat",
    "Fault",
    "Impossible",
    "Message",
    "Press",
    "Room",
    "RoomFile",
    "RoomPerson",
    "RoomUpdate",
    "Topic",
]
