import { readdirSync } from 'node:fs';
import path from 'node:path';
import type { AnyStruct, RoomSamples } from './sample';

const folder = path.join(__dirname, '../samples');

/** Which room says how to reach a struct. Each file of samples/ is a room and exports `samples`. */
export const rooms: { readonly [room: string]: RoomSamples } = Object.fromEntries(
  readdirSync(folder)
    .filter((file) => file.endsWith('.ts'))
    .sort()
    .map((file) => [
      path.basename(file, '.ts'),
      (require(path.join(folder, file)) as { samples: RoomSamples }).samples,
    ]),
);

export function samplesOf(structName: string): AnyStruct | undefined {
  return Object.values(rooms).find((room) => structName in room)?.[structName];
}
