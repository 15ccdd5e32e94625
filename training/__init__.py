# SPDX-License-Identifier: GPL-2.0-or-later
"""Training, evaluation and export of the bundled networks. Keras 3 on the TensorFlow backend."""
