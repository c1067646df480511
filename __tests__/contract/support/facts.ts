import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

const folder = path.join(__dirname, '../facts');

/** A file of `__tests__/contract/facts/`, parsed. */
export function readFacts<Facts>(file: string): Facts {
  return JSON.parse(readFactsText(file) ?? missing(file)) as Facts;
}

/** Undefined where the file is missing. */
export function readFactsText(file: string): string | undefined {
  const place = path.join(folder, file);
  return existsSync(place) ? readFileSync(place, 'utf8') : undefined;
}

function missing(file: string): never {
  throw new Error(`__tests__/contract/facts/${file} is missing.`);
}
