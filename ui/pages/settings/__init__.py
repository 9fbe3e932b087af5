"""Settings: who works here, how it looks, and how safe it is."""
