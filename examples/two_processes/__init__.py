"""The shop in two processes: one takes orders, another one writes the mails."""
