# SPDX-License-Identifier: GPL-2.0-or-later
"""The ONNX graph of a Keras network, with probabilities, energy and features as its outputs.

tf2onnx folds batch norm into the convolutions; with channels first at the input no transpose is left, which is
what lets the plugin's own numpy executor run the file at speed.
"""

from __future__ import annotations

from collections import Counter
from time import process_time

import keras
import numpy as np
import numpy.typing as npt
import onnx
import onnxruntime
import tensorflow as tf
import tf2onnx
from onnx import TensorProto, helper, numpy_helper

from training.dataset import Images
from training.networks import FEATURES

OPSET = 17
INPUT, LOGITS, PROBABILITIES, ENERGY = "image", "logits", "probabilities", "energy"
LAYOUT = "NCHW"
BATCH = 256
TIMED_ROUNDS = 20
TIMED_PICTURES = 32

Floats = npt.NDArray[np.float32]


def convert(model: keras.Model, temperature: float) -> onnx.ModelProto:
    """Turn `model` (images to logits) into a graph that answers calibrated probabilities and energy.

    Input ``image``: ``(batch, 3, 64, 64)`` float32, raw grey levels 0..255, batch left open. Outputs
    ``probabilities`` ``(batch, 10)`` = softmax(logits / temperature), ``energy`` ``(batch,)`` = −logsumexp(logits), and
    ``features`` ``(batch, channels)``, the pooled last map, which tells what a picture is like whatever the classes.
    """
    whole = keras.Model(model.input, {LOGITS: model.output, FEATURES: model.get_layer(FEATURES).output})
    signature = [tf.TensorSpec((None, *model.input_shape[1:]), tf.float32, name=INPUT)]
    call = tf.function(lambda image: whole(image, training=False), input_signature=signature)
    proto: onnx.ModelProto
    proto, _ = tf2onnx.convert.from_function(call, input_signature=signature, opset=OPSET, inputs_as_nchw=[INPUT])
    _append_head(proto.graph, temperature, model.get_layer(FEATURES).output.shape[-1])
    proto.graph.name = model.name
    proto.doc_string = ""
    onnx.checker.check_model(proto, full_check=True)
    return proto


def run(proto: onnx.ModelProto, images: Images) -> tuple[Floats, Floats]:
    """Run the graph on `images` ``(n, 64, 64, 3)`` by onnxruntime; return probabilities and energy."""
    session = onnxruntime.InferenceSession(proto.SerializeToString(), providers=["CPUExecutionProvider"])
    channels_first = np.moveaxis(images, -1, 1)
    answers = [
        session.run([PROBABILITIES, ENERGY], {INPUT: channels_first[start : start + BATCH].astype(np.float32)})
        for start in range(0, len(images), BATCH)
    ]
    return np.concatenate([a[0] for a in answers]), np.concatenate([a[1] for a in answers])


def time_picture(proto: onnx.ModelProto, images: Images) -> float:
    """Return milliseconds that a picture of `images` ``(n, 64, 64, 3)`` takes one thread of onnxruntime.

    The least of several rounds, in time of the processor: what else runs on the machine hardly matters.
    """
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(proto.SerializeToString(), options, providers=["CPUExecutionProvider"])
    batch = np.moveaxis(images[:TIMED_PICTURES], -1, 1).astype(np.float32)
    seconds = []
    for _ in range(TIMED_ROUNDS):
        start = process_time()
        session.run([PROBABILITIES, ENERGY], {INPUT: batch})
        seconds.append(process_time() - start)
    return 1000.0 * min(seconds) / len(batch)


def run_keras(model: keras.Model, images: Images) -> Floats:
    """Run the Keras network on `images` ``(n, 64, 64, 3)``; return its logits ``(n, 10)``."""
    batches = [images[start : start + BATCH].astype(np.float32) for start in range(0, len(images), BATCH)]
    return np.concatenate([np.asarray(model.predict_on_batch(batch)) for batch in batches])


def list_operators(proto: onnx.ModelProto) -> str:
    """Name the operators of the graph and how often each occurs."""
    count = Counter(node.op_type for node in proto.graph.node)
    return ", ".join(f"{name} ×{times}" for name, times in sorted(count.items()))


def _append_head(graph: onnx.GraphProto, temperature: float, channels: int) -> None:
    graph.initializer.append(numpy_helper.from_array(np.array(1.0 / temperature, dtype=np.float32), "sharpness"))
    graph.node.extend(
        [
            helper.make_node("Mul", [LOGITS, "sharpness"], ["calibrated"], name="calibrate"),
            helper.make_node("Softmax", ["calibrated"], [PROBABILITIES], name="softmax", axis=-1),
            helper.make_node("ReduceLogSumExp", [LOGITS], ["evidence"], name="logsumexp", axes=[1], keepdims=0),
            helper.make_node("Neg", ["evidence"], [ENERGY], name="negate"),
        ]
    )
    image = helper.make_tensor_value_info(INPUT, TensorProto.FLOAT, ["batch", 3, 64, 64])
    outputs = [
        helper.make_tensor_value_info(PROBABILITIES, TensorProto.FLOAT, ["batch", 10]),
        helper.make_tensor_value_info(ENERGY, TensorProto.FLOAT, ["batch"]),
        helper.make_tensor_value_info(FEATURES, TensorProto.FLOAT, ["batch", channels]),
    ]
    for field, values in ((graph.input, [image]), (graph.output, outputs)):
        del field[:]
        field.extend(values)
    # Shapes that the converter noted for the values in between carry its own name of the batch dimension.
    del graph.value_info[:]
