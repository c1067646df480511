#!/usr/bin/env node
import { writeSync } from 'node:fs';
import { run } from './command';
import { answers } from './init/answers';

async function main(): Promise<void> {
  const args = process.argv.slice(2);
  const asked = args[0] === 'init' && process.stdin.isTTY && process.stdout.isTTY ? await answers(args.slice(1)) : [];
  const { exitCode, output, error } = run([...args, ...asked]);
  process.stdout.write(output);
  if (error !== '') writeSync(2, error);
  process.exitCode = exitCode;
}

main();
