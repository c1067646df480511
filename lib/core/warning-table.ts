/** Every warning of the library: a stable id, and what it is about. `docs/warnings.md` has a section for each. */
export const warningTable = {
  W001: 'The provider versions that the library is tested with are not required.',
  W101: "Terraform's state holds a release's secrets in clear.",
} as const satisfies Record<`W${number}`, string>;

export type WarningId = keyof typeof warningTable;
