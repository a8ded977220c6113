"""What both processes must agree on: configuration, events, run folder, failure. No Keras, no TensorFlow, no Qt."""
