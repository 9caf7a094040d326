"""Each pathway's part of the simulation. A new pathway adds its part here, as a process that one of these begins."""
