"""The documents of a project: what was issued, what can be made, and each as it will be printed."""
