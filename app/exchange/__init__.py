"""Files and operations that cross from one workspace to another."""
