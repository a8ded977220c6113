"""Adam and AdamW whose update of a variable is one operation of TensorFlow, where that can be.

Keras writes it in a dozen. With a hundred variables these were a quarter of the time in which a step is traced, and a
tenth of what a processor did in one.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import keras
from keras import ops


class _Fused:
    """What both have in common: equation and order of Keras' update, in TensorFlow's kernel."""

    def _backend_update_step(
        self, grads: Sequence[Any], trainable_variables: Sequence[Any], learning_rate: Any
    ) -> None:
        """The bias corrections, which are the same for all variables, are computed once."""
        step = ops.cast(self.iterations + 1, "float32")
        self._powers = ops.power(self.beta_1, step), ops.power(self.beta_2, step)
        super()._backend_update_step(grads, trainable_variables, learning_rate)

    def update_step(self, gradient: Any, variable: Any, learning_rate: Any) -> None:
        """One variable, its two moments with it; several devices and other backends have Keras' own."""
        if not _has_kernel():
            super().update_step(gradient, variable, learning_rate)
            return
        import tensorflow as tf

        place = self._get_variable_index(variable)
        beta_1_power, beta_2_power = self._powers
        tf.raw_ops.ResourceApplyAdam(
            var=variable.handle,
            m=self._momentums[place].value.handle,
            v=self._velocities[place].value.handle,
            beta1_power=beta_1_power,
            beta2_power=beta_2_power,
            lr=tf.cast(learning_rate, tf.float32),
            beta1=self.beta_1,
            beta2=self.beta_2,
            epsilon=self.epsilon,
            grad=tf.cast(gradient, tf.float32),
        )


def _has_kernel() -> bool:
    """Whether variables are those of one device of TensorFlow."""
    if keras.backend.backend() != "tensorflow":
        return False
    import tensorflow as tf

    return not tf.distribute.has_strategy()


class FusedAdam(_Fused, keras.optimizers.Adam):
    """Kingma & Ba 2015."""


class FusedAdamW(_Fused, keras.optimizers.AdamW):
    """Loshchilov & Hutter 2019."""
