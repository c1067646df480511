import type { TerraformStack } from 'cdktf';

/** Context of the app; false for commands that print the warnings themselves. */
const contextKey = 'cdktf-aks:printWarnings';

/**
 * Prints lines to stderr, each once, when the app has written the stack. Tests that synthesize a stack alone (`Testing.synth`) print
 * nothing.
 */
export function printWhenWritten(stack: TerraformStack, lines: ReadonlySet<string>): void {
  const { synthesizer } = stack;
  const printed = new Set<string>();
  stack.synthesizer = {
    synthesize: (session) => {
      synthesizer.synthesize(session);
      if (stack.node.tryGetContext(contextKey) === false) return;
      for (const line of lines) if (!printed.has(line)) console.error(`[cdktf-aks] ${line}`);
      for (const line of lines) printed.add(line);
    },
  };
}
