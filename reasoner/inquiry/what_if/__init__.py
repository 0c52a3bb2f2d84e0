"""The smallest changes of stated facts that change what is defensible."""
