"""Text pairs and tokens: file formats, cleaning, the dataset store, tokenizers, batches. No Keras, no Qt."""
