import { BertLayers, DIMENSIONS, type Precision } from "./bert-layers.ts";
import { OnnxWriter } from "./onnx-writer.ts";
import type { Float16Tensor } from "./safetensors.ts";

/** Part of the cache file's name and of the model's identity: raise it whenever the emitted graph changes. */
export const BUILDER_VERSION = 2;
const LAYERS = 6;

/**
 * all-MiniLM-L6-v2 (a 6-layer BERT with mean pooling) as an ONNX model in onnxruntime's fused operators.
 * Inputs `input_ids` and `attention_mask`, int32 [batch, length]; output `embedding`, float32 unit vectors
 * [batch, 384]. int8 quantizes the weights once and the activations anew for each call; embeddings, norms,
 * softmax and pooling stay in floats. Throws when a weight is missing or has another shape.
 */
export function buildModel(weights: Map<string, Float16Tensor>, precision: Precision): Uint8Array {
  const graph = new OnnxWriter();
  const layers = new BertLayers(graph, weights, precision);
  graph.input("input_ids", "int32", ["batch", "length"]);
  graph.input("attention_mask", "int32", ["batch", "length"]);
  graph.output("embedding", "float32", ["batch", DIMENSIONS]);

  let hidden = layers.embeddings();
  for (let layer = 0; layer < LAYERS; layer++) {
    const prefix = `encoder.layer.${layer}`;
    const attention = layers.attention(`${prefix}.attention.self`, hidden);
    const attended = layers.matrixProduct(`${prefix}.attention.output.dense`, attention);
    const middle = layers.addAndNorm(`${prefix}.attention.output`, attended, hidden);
    const wide = layers.matrixProduct(`${prefix}.intermediate.dense`, middle);
    const activated = layers.biasGelu(`${prefix}.intermediate.dense`, wide);
    const narrow = layers.matrixProduct(`${prefix}.output.dense`, activated);
    hidden = layers.addAndNorm(`${prefix}.output`, narrow, middle);
  }
  layers.meanPool(hidden);
  return graph.toBytes(`all-MiniLM-L6-v2-${precision}`);
}
