/** The fields of a message of protocol buffers, by number: those that are text, bytes or messages. */
type Fields = ReadonlyMap<number, readonly Buffer[]>;

/** What comes before an object that is no JSON: https://kubernetes.io/docs/reference/using-api/api-concepts/#protobuf-encoding */
const magic = Buffer.from('k8s\0');

/** The object in the body of a request. Helm sends its Secrets as protocol buffers, and everything else as JSON. */
export function decoded(body: Buffer): any {
  if (!body.subarray(0, magic.length).equals(magic)) return JSON.parse(body.toString('utf8'));
  const envelope = fieldsOf(body.subarray(magic.length));
  const [apiVersion, kind] = [1, 2].map((field) => text(fieldsOf(first(envelope, 1)), field));
  const object = fieldsOf(first(envelope, 2));
  if (kind !== 'Secret') return { apiVersion, kind, metadata: {} };
  const metadata = fieldsOf(first(object, 1));
  const labels = entries(metadata, 11).map(([key, value]) => [key, value.toString('utf8')]);
  const data = entries(object, 2).map(([key, value]) => [key, value.toString('base64')]);
  return {
    apiVersion,
    kind,
    metadata: { name: text(metadata, 1), labels: Object.fromEntries(labels) },
    data: Object.fromEntries(data),
    type: text(object, 3),
  };
}

function fieldsOf(message: Buffer): Fields {
  const fields = new Map<number, Buffer[]>();
  let at = 0;
  const varint = (): number => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = message[at++];
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
  };
  while (at < message.length) {
    const tag = varint();
    const [field, wire] = [tag >>> 3, tag & 7];
    if (wire === 0) varint();
    else if (wire === 2) {
      const length = varint();
      fields.set(field, [...(fields.get(field) ?? []), message.subarray(at, at + length)]);
      at += length;
    } else throw new Error(`Wire type ${wire} is not known.`);
  }
  return fields;
}

function entries(fields: Fields, field: number): [string, Buffer][] {
  return (fields.get(field) ?? []).map(fieldsOf).map((entry) => [text(entry, 1), first(entry, 2)]);
}

function first(fields: Fields, field: number): Buffer {
  return fields.get(field)?.[0] ?? Buffer.alloc(0);
}

function text(fields: Fields, field: number): string {
  return first(fields, field).toString('utf8');
}
