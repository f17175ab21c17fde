"""The HTTP door: Flask views of a dozen lines over ``scheduler`` and ``solver``."""
