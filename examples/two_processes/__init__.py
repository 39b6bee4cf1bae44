"""The shop in two processes: one takes orders, the other one writes the mails."""
