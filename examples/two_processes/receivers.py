"""Connects the receivers. typedsignals.django imports the receivers.py of each app."""

from two_processes.signals import order_completed
from two_processes.tasks import write_mail
from typedsignals.handover import hand_to

order_completed.connect(hand_to(write_mail.enqueue))
