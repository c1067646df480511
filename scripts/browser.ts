import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { pathToFileURL } from 'node:url';

type Message = {
  id?: number;
  method?: string;
  params?: any;
  result?: any;
  error?: { message: string };
  sessionId?: string;
};

/** A headless Chromium, spoken to through its debugging pipe. */
export class Browser {
  private readonly profile = mkdtempSync(path.join(tmpdir(), 'cdktf-aks-browser-'));
  private readonly child: ChildProcess;
  private readonly waiting = new Map<number, (message: Message) => void>();
  private readonly listeners = new Set<(message: Message) => void>();
  private count = 0;

  constructor(command = 'chromium') {
    const options = ['--headless', '--no-sandbox', '--disable-gpu', '--hide-scrollbars', '--disable-dev-shm-usage'];
    const args = [...options, '--remote-debugging-pipe', `--user-data-dir=${this.profile}`];
    // A group of its own: its helper processes write into the profile for a moment after it has ended.
    this.child = spawn(command, args, { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'], detached: true });
    let rest = '';
    (this.child.stdio[4] as Readable).setEncoding('utf8').on('data', (text: string) => {
      const parts = (rest + text).split('\0');
      rest = parts.pop() ?? '';
      for (const part of parts) this.receive(JSON.parse(part));
    });
  }

  /** Opens a file in a tab of its own, in a window of the given size. */
  async open(file: string, width = 1400, height = 900, scheme: 'light' | 'dark' = 'light'): Promise<Tab> {
    const { targetId } = await this.send('Target.createTarget', { url: 'about:blank' });
    const { sessionId } = await this.send('Target.attachToTarget', { targetId, flatten: true });
    const tab = new Tab(
      (method, params) => this.send(method, params, sessionId),
      (listener) => this.listeners.add((message) => message.sessionId === sessionId && listener(message)),
    );
    await tab.load(pathToFileURL(file).href, width, height, scheme);
    return tab;
  }

  async close(): Promise<void> {
    const ended = new Promise((resolve) => this.child.once('exit', resolve));
    process.kill(-(this.child.pid as number), 'SIGKILL');
    await ended;
    await rm(this.profile, { recursive: true, force: true, maxRetries: 20 });
  }

  private send(method: string, params: object = {}, sessionId?: string): Promise<any> {
    const id = ++this.count;
    (this.child.stdio[3] as Writable).write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
    return new Promise((resolve, reject) => {
      this.waiting.set(id, ({ result, error }) =>
        error ? reject(new Error(`${method}: ${error.message}`)) : resolve(result),
      );
    });
  }

  private receive(message: Message): void {
    if (message.id !== undefined) {
      this.waiting.get(message.id)?.(message);
      this.waiting.delete(message.id);
    } else for (const listener of this.listeners) listener(message);
  }
}

export class Tab {
  /** What the console shows, exceptions and violations of the content security policy too. */
  readonly console: string[] = [];
  /** Every address that the page asks for, the page itself first. */
  readonly requests: string[] = [];

  constructor(
    readonly send: (method: string, params?: object) => Promise<any>,
    private readonly listen: (listener: (message: Message) => void) => void,
  ) {}

  async load(url: string, width: number, height: number, scheme: string): Promise<void> {
    const loaded = new Promise<void>((resolve) => {
      this.listen(({ method, params }) => {
        if (method === 'Page.loadEventFired') resolve();
        if (method === 'Network.requestWillBeSent') this.requests.push(params.request.url);
        if (method === 'Runtime.exceptionThrown') {
          this.console.push(params.exceptionDetails.exception?.description ?? params.exceptionDetails.text);
        }
        if (method === 'Runtime.consoleAPICalled')
          this.console.push(params.args.map((arg: any) => arg.value).join(' '));
        if (method === 'Page.javascriptDialogOpening') {
          this.console.push(`dialog: ${params.message}`);
          this.send('Page.handleJavaScriptDialog', { accept: false });
        }
        if (method === 'Log.entryAdded') this.console.push(params.entry.text);
      });
    });
    for (const domain of ['Page', 'Runtime', 'Log', 'Network']) await this.send(`${domain}.enable`);
    await this.send('Emulation.setDeviceMetricsOverride', { width, height, deviceScaleFactor: 1, mobile: false });
    await this.send('Emulation.setEmulatedMedia', { features: [{ name: 'prefers-color-scheme', value: scheme }] });
    await this.send('Page.navigate', { url });
    await loaded;
  }

  /** The value of a JavaScript expression, awaited. The debugger is not subject to the page's policy. */
  async evaluate<T = any>(expression: string): Promise<T> {
    const { result, exceptionDetails } = await this.send('Runtime.evaluate', {
      expression,
      awaitPromise: true,
      returnByValue: true,
    });
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value;
  }

  async click(selector: string): Promise<void> {
    const { x, y } = await this.evaluate(`(() => {
      const target = document.querySelector(${JSON.stringify(selector)});
      target.scrollIntoView({ block: 'center' });
      const { x, y, width, height } = target.getBoundingClientRect();
      return { x: x + width / 2, y: y + height / 2 };
    })()`);
    for (const type of ['mousePressed', 'mouseReleased']) {
      await this.send('Input.dispatchMouseEvent', { type, x, y, button: 'left', buttons: 1, clickCount: 1 });
    }
  }

  async press(key: string, code = key): Promise<void> {
    const text = key === 'Enter' ? '\r' : undefined;
    const windowsVirtualKeyCode = { Enter: 13, Escape: 27, ArrowRight: 39, ArrowLeft: 37, Tab: 9 }[key];
    for (const type of ['keyDown', 'keyUp']) {
      await this.send('Input.dispatchKeyEvent', { type, key, code, text, windowsVirtualKeyCode });
    }
  }

  /** A picture of the window, or of the first element that a selector matches. */
  async screenshot(selector?: string): Promise<Buffer> {
    const clip = selector
      ? await this.evaluate(`(() => {
          const { x, y, width, height } = document.querySelector(${JSON.stringify(selector)}).getBoundingClientRect();
          return { x: x + scrollX, y: y + scrollY, width, height, scale: 1 };
        })()`)
      : undefined;
    const { data } = await this.send('Page.captureScreenshot', {
      format: 'png',
      clip,
      captureBeyondViewport: clip !== undefined,
    });
    return Buffer.from(data, 'base64');
  }
}
