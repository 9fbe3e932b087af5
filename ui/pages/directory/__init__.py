"""The broker's directory of providers: a long list, searched and sorted in the database."""
