{
  const byId = (id) => document.getElementById(id);
  const data = JSON.parse(byId('data').textContent);
  const picture = byId('picture');
  const panel = byId('details');
  const stage = byId('stage');
  const nodes = [...picture.querySelectorAll('.node')];
  const levels = [...byId('level').options].map(({ value }) => value).filter((value) => value !== '');

  // Text of the input is only ever inserted as text.
  const element = (name, text, className) => {
    const made = document.createElement(name);
    if (text !== undefined) made.textContent = text;
    if (className) made.className = className;
    return made;
  };

  // Details.
  let current;
  let opener;
  const rows = (title, header, lines) => {
    if (lines.length === 0) return [];
    const table = element('table');
    const head = table.createTHead().insertRow();
    for (const text of header) {
      const cell = element('th', text);
      cell.scope = 'col';
      head.append(cell);
    }
    const body = table.createTBody();
    for (const line of lines) {
      const row = body.insertRow();
      for (const text of line) row.insertCell().textContent = text;
    }
    return [element('h3', title), table];
  };
  const detail = (index) => {
    const { title, stack, address, construct, change, findings, changed, unchanged, isCut } = data.details[index];
    const list = element('ul', undefined, 'changes');
    list.append(...findings.map((text) => element('li', text)));
    const cut = 'Not all arguments are shown; see the code of the stack.';
    return [
      element('h2', title),
      element('p', `${change}, stack ${stack}${construct === '' ? '' : `, construct ${construct}`}`),
      element('code', address),
      ...(findings.length > 0 ? [element('h3', 'Findings'), list] : []),
      ...rows('Before and after', ['argument', 'before', 'after'], changed),
      ...rows(changed.length > 0 ? 'Unchanged' : 'Arguments', ['argument', 'value'], unchanged),
      ...(isCut ? [element('p', cut, 'soft')] : []),
    ];
  };
  const group = (indexes, from) => {
    const count = Math.max(indexes.length, Number(from.dataset.count ?? 0));
    const list = element('ul', undefined, 'changes');
    for (const index of indexes) {
      const item = element('li');
      const button = element('button', `${data.details[index].title} (${data.details[index].change})`, 'link');
      button.type = 'button';
      button.dataset.detail = index;
      item.append(button);
      list.append(item);
    }
    const rest = count - indexes.length;
    if (rest > 0) list.append(element('li', `${rest} more are not listed here`));
    return [element('h2', `${count} resources`), list];
  };
  const close = () => {
    panel.hidden = true;
    stage.classList.remove('selected');
    current?.classList.remove('current');
    opener?.focus();
  };
  const show = (indexes, from) => {
    if (indexes.length === 0) return;
    const button = element('button', 'Close');
    button.type = 'button';
    button.addEventListener('click', close);
    panel.replaceChildren(...(indexes.length === 1 ? detail(indexes[0]) : group(indexes, from)), element('p'), button);
    panel.hidden = false;
    panel.scrollTop = 0;
    stage.classList.add('selected');
    current?.classList.remove('current');
    const box = data.boxes.findIndex((members) => members.includes(indexes[0]));
    current = nodes.find((node) => Number(node.dataset.box) === box);
    current?.classList.add('current');
    if (!panel.contains(from)) opener = from;
    panel.focus();
  };
  document.addEventListener('click', (event) => {
    const button = event.target.closest('[data-detail]');
    if (button) show([Number(button.dataset.detail)], button);
  });
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && !panel.hidden) close();
  });

  // The picture: one box is in the tab order, arrow keys move to the others.
  const activate = (node) => show(data.boxes[Number(node.dataset.box)], node);
  const focusNode = (node) => {
    for (const other of nodes) other.setAttribute('tabindex', other === node ? '0' : '-1');
    node.focus();
  };
  nodes[0]?.setAttribute('tabindex', '0');
  for (const [index, node] of nodes.entries()) {
    node.addEventListener('click', () => {
      if (!moved) activate(node);
    });
    node.addEventListener('keydown', (event) => {
      const steps = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
      if (event.key === 'Enter' || event.key === ' ') activate(node);
      else if (event.key === 'Home') focusNode(nodes[0]);
      else if (event.key === 'End') focusNode(nodes[nodes.length - 1]);
      else if (steps[event.key]) focusNode(nodes[(index + steps[event.key] + nodes.length) % nodes.length]);
      else return;
      event.preventDefault();
    });
  }

  // Zoom and move.
  const whole = picture.viewBox.baseVal;
  const all = { x: whole.x, y: whole.y, width: whole.width, height: whole.height };
  let view = { ...all };
  const apply = () => picture.setAttribute('viewBox', [view.x, view.y, view.width, view.height].join(' '));
  const zoom = (factor, x = 0.5, y = 0.5) => {
    const scale = Math.min(Math.max(view.width * factor, all.width / 60), all.width * 2) / view.width;
    view = {
      x: view.x + view.width * x * (1 - scale),
      y: view.y + view.height * y * (1 - scale),
      width: view.width * scale,
      height: view.height * scale,
    };
    apply();
  };
  const showAll = () => {
    view = { ...all };
    apply();
  };
  byId('zoom-in').addEventListener('click', () => zoom(0.7));
  byId('zoom-out').addEventListener('click', () => zoom(1 / 0.7));
  byId('zoom-fit').addEventListener('click', showAll);
  picture.addEventListener(
    'wheel',
    (event) => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      const area = picture.getBoundingClientRect();
      const [x, y] = [(event.clientX - area.x) / area.width, (event.clientY - area.y) / area.height];
      zoom(event.deltaY > 0 ? 1.15 : 1 / 1.15, x, y);
    },
    { passive: false },
  );
  picture.addEventListener('keydown', (event) => {
    if (event.key === '+') zoom(0.7);
    else if (event.key === '-') zoom(1 / 0.7);
    else if (event.key === '0') showAll();
  });
  let moved = false;
  let held;
  picture.addEventListener('pointerdown', (event) => {
    held = event;
    moved = false;
  });
  picture.addEventListener('pointermove', (event) => {
    if (!held || event.buttons === 0) return;
    const [x, y] = [event.clientX - held.clientX, event.clientY - held.clientY];
    if (!moved && Math.hypot(x, y) < 4) return;
    moved = true;
    const scale = 1 / Math.min(picture.clientWidth / view.width, picture.clientHeight / view.height);
    view = { ...view, x: view.x - x * scale, y: view.y - y * scale };
    held = event;
    apply();
  });
  picture.addEventListener('pointerup', () => {
    held = undefined;
  });

  // Filters.
  const status = byId('status');
  const filter = () => {
    const words = byId('search')
      .value.toLowerCase()
      .split(/\s+/)
      .filter((word) => word !== '');
    const level = byId('level').value;
    const most = level === '' ? levels.length : levels.indexOf(level);
    const kinds = new Set([...document.querySelectorAll('[name="kind"]:checked')].map(({ value }) => value));
    const matches = (target, text) => {
      const { level: own, kind } = target.dataset;
      if (kind !== undefined && !kinds.has(kind)) return false;
      if (level !== '' && own !== undefined && (own === '' || levels.indexOf(own) > most)) return false;
      return words.every((word) => text.toLowerCase().includes(word));
    };
    let count = 0;
    for (const node of nodes) {
      const members = data.boxes[Number(node.dataset.box)].map((index) => data.details[index]);
      const names = members.map(({ title, address, construct }) => `${title} ${address} ${construct}`).join(' ');
      const isShown = matches(node, `${node.textContent} ${node.getAttribute('aria-description')} ${names}`);
      node.classList.toggle('faded', !isShown);
      if (isShown) count++;
    }
    for (const row of document.querySelectorAll('main tbody tr')) row.hidden = !matches(row, row.textContent);
    status.textContent = `${count} of ${nodes.length} boxes of the picture match.`;
  };
  byId('controls').addEventListener('input', filter);
  byId('controls').addEventListener('submit', (event) => event.preventDefault());

  // Tables that sort.
  const { compare } = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });
  for (const button of document.querySelectorAll('button.sort')) {
    button.addEventListener('click', () => {
      const head = button.parentElement;
      const sign = head.getAttribute('aria-sort') === 'ascending' ? -1 : 1;
      const table = head.closest('table');
      for (const other of table.querySelectorAll('th')) other.removeAttribute('aria-sort');
      head.setAttribute('aria-sort', sign === 1 ? 'ascending' : 'descending');
      const textOf = (row) => row.cells[head.cellIndex].textContent;
      const body = table.tBodies[0];
      body.append(...[...body.rows].sort((a, b) => sign * compare(textOf(a), textOf(b))));
    });
  }
}
