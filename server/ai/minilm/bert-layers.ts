import type { OnnxWriter } from "./onnx-writer.ts";
import { besides, type Matrix, quantizeColumns, transpose } from "./quantize.ts";
import { type Float16Tensor, toFloat32 } from "./safetensors.ts";

export type Precision = "int8" | "fp32";

export const DIMENSIONS = 384;
const INNER = 1536;
const HEADS = { num_heads: { integer: 12 } };
const NORM = { epsilon: { float: 1e-12 } };
/** 1 is FLOAT in onnx.TensorProto.DataType. */
const TO_FLOAT = { to: { integer: 1 } };
const MICROSOFT = "com.microsoft";

/** The parts of a BERT layer. Each takes the name of its input tensor and returns that of its output. */
export class BertLayers {
  readonly #graph: OnnxWriter;
  readonly #weights: Map<string, Float16Tensor>;
  readonly #precision: Precision;

  constructor(graph: OnnxWriter, weights: Map<string, Float16Tensor>, precision: Precision) {
    this.#graph = graph;
    this.#weights = weights;
    this.#precision = precision;
  }

  /** The word table, 47 MB in fp32, stays fp16: only the rows looked up are widened, which is exact. */
  embeddings(): string {
    const words = this.#tensor("embeddings.word_embeddings.weight");
    const positions = toFloat32(this.#tensor("embeddings.position_embeddings.weight").bits);
    const types = toFloat32(this.#tensor("embeddings.token_type_embeddings.weight").bits);
    // Every text is a single sentence of type 0, so that type's row is added to the positions beforehand.
    const places = positions.map((value, i) => value + (types[i % DIMENSIONS] ?? 0));
    const graph = this.#graph;
    graph.constant("words", "float16", words.shape, words.bits);
    graph.constant("places", "float32", [512, DIMENSIONS], places);
    graph.constant("zero", "int64", [1], new BigInt64Array([0n]));
    graph.operation("Gather", { inputs: ["words", "input_ids"], outputs: ["words_half"] });
    graph.operation("Cast", { inputs: ["words_half"], outputs: ["words_float"], attributes: TO_FLOAT });
    const secondAxis = { start: { integer: 1 }, end: { integer: 2 } };
    graph.operation("Shape", { inputs: ["input_ids"], outputs: ["length"], attributes: secondAxis });
    graph.operation("Slice", { inputs: ["places", "zero", "length", "zero"], outputs: ["places_used"] });
    graph.operation("Add", { inputs: ["words_float", "places_used"], outputs: ["embedded"] });
    const [gamma, beta] = this.#norm("embeddings.LayerNorm");
    graph.operation("LayerNormalization", {
      inputs: ["embedded", gamma, beta],
      outputs: ["hidden"],
      attributes: NORM,
    });
    return "hidden";
  }

  attention(name: string, input: string): string {
    const parts = ["query", "key", "value"];
    const weight = besides(parts.map((part) => this.#linear(`${name}.${part}.weight`)));
    const biases = parts.map((part) => toFloat32(this.#tensor(`${name}.${part}.bias`).bits));
    const bias = Float32Array.from(biases.flatMap((part) => [...part]));
    this.#graph.constant(`${name}.bias`, "float32", [bias.length], bias);
    if (this.#precision === "fp32") {
      this.#graph.constant(`${name}.weight`, "float32", [weight.rows, weight.columns], weight.data);
      const inputs = [input, `${name}.weight`, `${name}.bias`, "attention_mask"];
      this.#graph.operation("Attention", { inputs, outputs: [name], attributes: HEADS, domain: MICROSOFT });
      return name;
    }
    const [values, scales, zeros] = this.#quantized(name, weight);
    const [quantized, scale, zero] = [`${name}.input`, `${name}.input_scale`, `${name}.input_zero`];
    this.#graph.operation("DynamicQuantizeLinear", { inputs: [input], outputs: [quantized, scale, zero] });
    const inputs = [quantized, values, `${name}.bias`, scale, scales, "attention_mask", zero, zeros];
    this.#graph.operation("QAttention", { inputs, outputs: [name], attributes: HEADS, domain: MICROSOFT });
    return name;
  }

  /** Without the bias, which the fused operator after it adds. */
  matrixProduct(name: string, input: string): string {
    const weight = this.#linear(`${name}.weight`);
    if (this.#precision === "fp32") {
      this.#graph.constant(`${name}.weight`, "float32", [weight.rows, weight.columns], weight.data);
      this.#graph.operation("MatMul", { inputs: [input, `${name}.weight`], outputs: [name] });
      return name;
    }
    const inputs = [input, ...this.#quantized(name, weight)];
    this.#graph.operation("DynamicQuantizeMatMul", { inputs, outputs: [name], domain: MICROSOFT });
    return name;
  }

  /** Adds the projection's bias and the tensor that skipped the block, then normalizes. */
  addAndNorm(name: string, input: string, skipped: string): string {
    const [gamma, beta] = this.#norm(`${name}.LayerNorm`);
    const bias = this.#bias(`${name}.dense.bias`);
    this.#graph.operation("SkipLayerNormalization", {
      inputs: [input, skipped, gamma, beta, bias],
      outputs: [`${name}.normed`],
      attributes: NORM,
      domain: MICROSOFT,
    });
    return `${name}.normed`;
  }

  biasGelu(name: string, input: string): string {
    const inputs = [input, this.#bias(`${name}.bias`)];
    this.#graph.operation("BiasGelu", { inputs, outputs: [`${name}.gelu`], domain: MICROSOFT });
    return `${name}.gelu`;
  }

  /** The mean over the tokens that are not padding, brought to length one. */
  meanPool(hidden: string): void {
    const graph = this.#graph;
    const drop = { keepdims: { integer: 0 } };
    graph.constant("axis_1", "int64", [1], new BigInt64Array([1n]));
    graph.constant("axis_2", "int64", [1], new BigInt64Array([2n]));
    graph.operation("Cast", { inputs: ["attention_mask"], outputs: ["mask"], attributes: TO_FLOAT });
    graph.operation("Unsqueeze", { inputs: ["mask", "axis_2"], outputs: ["mask_column"] });
    graph.operation("Mul", { inputs: [hidden, "mask_column"], outputs: ["kept"] });
    graph.operation("ReduceSum", { inputs: ["kept", "axis_1"], outputs: ["sum"], attributes: drop });
    graph.operation("ReduceSum", {
      inputs: ["mask_column", "axis_1"],
      outputs: ["tokens"],
      attributes: drop,
    });
    graph.operation("Div", { inputs: ["sum", "tokens"], outputs: ["mean"] });
    const unitLength = { axis: { integer: -1 }, p: { integer: 2 } };
    graph.operation("LpNormalization", { inputs: ["mean"], outputs: ["embedding"], attributes: unitLength });
  }

  /** Writes int8 values with their scales and zero points, and returns the three names. */
  #quantized(name: string, weight: Matrix): [string, string, string] {
    const { values, scales } = quantizeColumns(weight);
    const { rows, columns } = weight;
    return [
      this.#graph.constant(`${name}.values`, "int8", [rows, columns], values),
      this.#graph.constant(`${name}.scales`, "float32", [columns], scales),
      this.#graph.constant(`${name}.zeros`, "int8", [columns], new Int8Array(columns)),
    ];
  }

  #linear(name: string): Matrix {
    const { shape, bits } = this.#tensor(name);
    const [rows = 0, columns = 0] = shape;
    return transpose({ rows, columns, data: toFloat32(bits) });
  }

  #bias(name: string): string {
    const { shape, bits } = this.#tensor(name);
    return this.#graph.constant(name, "float32", shape, toFloat32(bits));
  }

  #norm(name: string): [gamma: string, beta: string] {
    return [this.#bias(`${name}.weight`), this.#bias(`${name}.bias`)];
  }

  #tensor(name: string): Float16Tensor {
    const shape = expectedShape(name);
    const tensor = this.#weights.get(name);
    if (tensor && tensor.shape.join() === shape.join()) return tensor;
    const found = tensor ? `has the shape [${tensor.shape}]` : "is missing";
    throw new Error(
      `These are not the fp16 weights of all-MiniLM-L6-v2: ${name} ${found} instead of [${shape}]. ` +
        "Remove EMBEDDING_MODEL_DIR to use the weights that come with Carrel.",
    );
  }
}

function expectedShape(name: string): number[] {
  if (name === "embeddings.word_embeddings.weight") return [30522, DIMENSIONS];
  if (name === "embeddings.position_embeddings.weight") return [512, DIMENSIONS];
  if (name === "embeddings.token_type_embeddings.weight") return [2, DIMENSIONS];
  if (name.includes("LayerNorm")) return [DIMENSIONS];
  const wide = name.includes("intermediate") ? [INNER, DIMENSIONS] : [DIMENSIONS, DIMENSIONS];
  const shape = /layer\.\d+\.output\.dense/.test(name) ? [DIMENSIONS, INNER] : wide;
  return name.endsWith(".bias") ? shape.slice(0, 1) : shape;
}
