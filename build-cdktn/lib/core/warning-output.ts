import type { TerraformStack } from 'cdktn';
import { firstOf } from './program/first-of';

/** Context of the app; false for commands that print the warnings themselves. */
const contextKey = 'cdktf-aks:printWarnings';

/** Texts, and the paths of the constructs that each is about. */
export class PrintedTexts {
  private readonly pathsOf = new Map<string, Set<string>>();
  private readonly printed = new Set<string>();

  public add(path: string, text: string): void {
    this.pathsOf.set(text, (this.pathsOf.get(text) ?? new Set()).add(path));
  }

  /** One line for each text that was not printed before. */
  public print(): void {
    for (const [text, paths] of this.pathsOf) {
      if (!this.printed.has(text)) console.error(`[cdktf-aks] ${firstOf([...paths])}: ${text}`);
      this.printed.add(text);
    }
  }
}

/**
 * Prints texts to stderr, each once, when the app has written the stack. Tests that synthesize a stack alone (`Testing.synth`) print
 * nothing.
 */
export function printWhenWritten(stack: TerraformStack, texts: PrintedTexts): void {
  const { synthesizer } = stack;
  stack.synthesizer = {
    synthesize: (session) => {
      synthesizer.synthesize(session);
      if (stack.node.tryGetContext(contextKey) !== false) texts.print();
    },
  };
}
