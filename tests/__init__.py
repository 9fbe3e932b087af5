"""The tests mirror app and ui."""
