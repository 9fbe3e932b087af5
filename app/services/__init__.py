"""What a user can do: one function a verb; each takes the unit of work and never commits."""
