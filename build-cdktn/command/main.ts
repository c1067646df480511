#!/usr/bin/env node
import { run } from './command';
import { endWith } from './end';
import { answers } from './init/answers';

async function main(): Promise<void> {
  const args = process.argv.slice(2);
  const asked = args[0] === 'init' && process.stdin.isTTY && process.stdout.isTTY ? await answers(args.slice(1)) : [];
  endWith(run([...args, ...asked]));
}

main();
