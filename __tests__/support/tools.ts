import { faultsOf } from '../../scripts/contracts/contents';
import { programOf } from './program-of';
import { forbiddenSkips, skippedTitle } from './skips';

export { projectRoot } from '../../scripts/contracts/folders';

/** Something that tests need, and why it can't be used: nothing where it can. */
interface Need {
  readonly need: string;
  readonly missing: string[];
}

/**
 * `describe` where everything in `needs` is present: programs by name (`helm`), parts of the contracts as
 * `contracts:crds/istio` or `contracts:schemas/azurerm-4.81.0`, or `optional-contracts:...` for parts that a folder of contracts
 * may lack. Elsewhere the tests are skipped and listed at the end of the run, or fail where `CDKTF_AKS_NO_SKIPS` forbids the skip.
 */
export function describeWith(needs: string[], title: string, tests: () => void): void {
  describeUnless(
    needs.map((need) => ({ need, missing: missingOf(need) })),
    title,
    tests,
  );
}

/** The same for needs that have been looked for. */
export function describeUnless(needs: Need[], title: string, tests: () => void): void {
  const unmet = needs.filter(({ missing }) => missing.length > 0);
  const forbidden = forbiddenSkips(unmet.map(({ need }) => need));
  const missing = oneLine(unmet.flatMap((need) => need.missing));
  const { skip } = describe;
  if (unmet.length === 0) describe(title, tests);
  else if (forbidden.length === 0) skip(skippedTitle(title, missing), tests);
  else {
    test(title, () => {
      throw new Error(`CDKTF_AKS_NO_SKIPS forbids to skip this for want of ${forbidden.join(', ')}: ${missing}`);
    });
  }
}

/** What is missing, in the words of who has to bring it. */
function missingOf(need: string): string[] {
  const [kind, part] = need.split(':');
  if (/^(optional-)?contracts$/.test(kind)) return faultsOf(part);
  return programOf(need) === undefined ? [need] : [];
}

/** Where much is missing, one of it and the number. */
function oneLine(missing: string[]): string {
  return missing.length > 3 ? `${missing[0]}; and ${missing.length - 1} more` : missing.join('; ');
}
