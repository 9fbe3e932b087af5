"""The window around the pages: rail, header, search, banners, toasts, menus and keys."""
