import { floatField, integerField, type Message, messageField, stringField } from "./protobuf.ts";

/** Codes of onnx.TensorProto.DataType, from onnx.proto3. */
const DATA_TYPE = { float32: 1, uint8: 2, int8: 3, int32: 6, int64: 7, float16: 10 } as const;
/** Codes of onnx.AttributeProto.AttributeType. */
const ATTRIBUTE_TYPE = { float: 1, integer: 2 } as const;
const IR_VERSION = 8;
const OPSET_VERSION = 17;

export type TensorType = keyof typeof DATA_TYPE;
export type Attributes = Record<string, { integer: number } | { float: number }>;
export interface Operation {
  /** Names of tensors; "" leaves an optional input out. */
  inputs: string[];
  outputs: string[];
  attributes?: Attributes;
  /** "com.microsoft" for onnxruntime's fused operators; the standard ones have none. */
  domain?: string;
}

/** Collects one ONNX graph and writes it as a model file. Values are known by name; nothing is checked here. */
export class OnnxWriter {
  readonly #graph: Message = [];

  /** A constant: row-major little-endian data, whose element type must match `type` (float16 as Uint16Array). */
  constant(name: string, type: TensorType, shape: number[], data: ArrayBufferView): string {
    const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
    const tensor = [
      ...shape.flatMap((dimension) => integerField(1, dimension)),
      ...integerField(2, DATA_TYPE[type]),
      ...stringField(8, name),
      ...messageField(9, [bytes]),
    ];
    this.#graph.push(...messageField(5, tensor));
    return name;
  }

  operation(operator: string, { inputs, outputs, attributes = {}, domain }: Operation): void {
    const node = [
      ...inputs.flatMap((name) => stringField(1, name)),
      ...outputs.flatMap((name) => stringField(2, name)),
      ...stringField(3, `make_${outputs[0]}`),
      ...stringField(4, operator),
      ...Object.entries(attributes).flatMap(([name, value]) => messageField(5, attribute(name, value))),
      ...(domain ? stringField(7, domain) : []),
    ];
    this.#graph.push(...messageField(1, node));
  }

  /** A dimension given as a string may have any size. */
  input(name: string, type: TensorType, shape: (number | string)[]): void {
    this.#graph.push(...messageField(11, valueInfo(name, type, shape)));
  }

  output(name: string, type: TensorType, shape: (number | string)[]): void {
    this.#graph.push(...messageField(12, valueInfo(name, type, shape)));
  }

  toBytes(graphName: string): Uint8Array {
    return Buffer.concat([
      ...integerField(1, IR_VERSION),
      ...stringField(2, "carrel"),
      ...messageField(7, [...this.#graph, ...stringField(2, graphName)]),
      ...messageField(8, [...stringField(1, ""), ...integerField(2, OPSET_VERSION)]),
      ...messageField(8, [...stringField(1, "com.microsoft"), ...integerField(2, 1)]),
    ]);
  }
}

function attribute(name: string, value: Attributes[string]): Message {
  return "integer" in value
    ? [
        ...stringField(1, name),
        ...integerField(3, value.integer),
        ...integerField(20, ATTRIBUTE_TYPE.integer),
      ]
    : [...stringField(1, name), ...floatField(2, value.float), ...integerField(20, ATTRIBUTE_TYPE.float)];
}

function valueInfo(name: string, type: TensorType, shape: (number | string)[]): Message {
  const dimensions = shape.flatMap((dimension) =>
    messageField(1, typeof dimension === "string" ? stringField(2, dimension) : integerField(1, dimension)),
  );
  const tensorType = [...integerField(1, DATA_TYPE[type]), ...messageField(2, dimensions)];
  return [...stringField(1, name), ...messageField(2, messageField(1, tensorType))];
}
