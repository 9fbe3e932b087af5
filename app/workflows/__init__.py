"""Procedures that read, compute, draw or parse, and store; used alike by page, verb and demo."""
