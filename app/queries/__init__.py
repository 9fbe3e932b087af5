"""What a user can see: select into frozen rows shaped for one screen or document."""
