import { Fn, Token } from 'cdktf';
import { isKnown } from './checks';

/**
 * A part of an Azure resource id: text if the id is known at synth, an expression otherwise.
 *
 * @param place counted from 0 at the empty text before the first `/`: 2 is the subscription, 4 the resource group, 8 the name.
 */
export function resourceIdPart(id: string, place: number): string {
  return isKnown(id) ? id.split('/')[place] : Token.asString(Fn.element(Fn.split('/', id), place));
}
