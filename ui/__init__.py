"""The window: Qt Widgets over the services and queries of app."""
