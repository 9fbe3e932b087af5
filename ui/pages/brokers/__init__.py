"""The network of brokers: everybody who could advise, in one list."""
