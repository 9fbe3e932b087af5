"""The guided brief on screen: its questions as inputs, one page a step, and the broker's single form."""
