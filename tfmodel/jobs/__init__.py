"""What one can ask for, each job in a module with a `run(options, channel)`; heavy libraries load inside them."""
