import { gzipSync } from 'node:zlib';

/** The most bytes that the data of a Secret may have: https://kubernetes.io/docs/concepts/configuration/secret/ */
export const maxReleaseBytes = 1024 * 1024;

/** The record's fields besides values and manifest: names, dates, status, and the description of the chart. */
const fieldBytes = 2_000;

/**
 * The number of bytes that Helm stores for a release: a Secret whose data is JSON, compressed by gzip and then encoded as base64.
 *
 * @param values the values as YAML.
 * @param manifest the rendered manifest, as far as it is known.
 * @see https://github.com/helm/helm/blob/v3.19.4/pkg/storage/driver/util.go
 */
export function storedBytes(values: string, manifest = ''): number {
  const record = JSON.stringify({ config: values, manifest });
  const size = Buffer.byteLength(record);
  // What fits as it is need not be compressed to know that it fits.
  const compressed = encoded(size) <= maxReleaseBytes ? size : gzipSync(record, { level: 9 }).length;
  return encoded(compressed) + fieldBytes;
}

function encoded(bytes: number): number {
  return Math.ceil(bytes / 3) * 4;
}
