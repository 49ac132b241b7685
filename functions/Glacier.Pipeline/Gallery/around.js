'use strict';
// The panorama: look all around with mouse, touch and keyboard. Without this script the flat picture stays; without WebGL it slides behind a window.
(() => {
  const sphere = document.getElementById('sphere');
  if (!sphere) return;
  const still = sphere.querySelector('img'), gaze = document.getElementById('gaze');
  const lights = [...document.querySelectorAll('button.light')];
  const heading = Number(sphere.dataset.heading), calm = matchMedia('(prefers-reduced-motion: reduce)');
  const rad = Math.PI / 180, widest = 100, closest = 25, usual = 80;
  const winds = ['north', 'north-east', 'east', 'south-east', 'south', 'south-west', 'west', 'north-west'];
  // degrees: to the right of the picture's middle, above the horizon, across the window
  let yaw = 0, pitch = 0, across = usual;
  let asked = sphere.dataset, view = null, painter = null, depth = null, over = null, waiting = false;

  const round = degrees => ((degrees % 360) + 360) % 360;

  // a window onto a sphere: every pixel asks the picture in its own direction
  function globe(canvas) {
    const gl = canvas.getContext('webgl2', { preserveDrawingBuffer: true, antialias: false });
    if (!gl) return null;
    const program = gl.createProgram();
    const sources = [[gl.VERTEX_SHADER, `#version 300 es
      out vec2 at;
      void main() { at = vec2(gl_VertexID == 1 ? 3. : -1., gl_VertexID == 2 ? 3. : -1.); gl_Position = vec4(at, 0., 1.); }`],
    [gl.FRAGMENT_SHADER, `#version 300 es
      precision highp float;
      uniform sampler2D picture; uniform vec2 span; uniform vec4 turn;
      in vec2 at; out vec4 colour;
      void main() {
        vec3 d = normalize(vec3(at * span, 1.));
        d = vec3(d.x, d.y * turn.w + d.z * turn.z, d.z * turn.w - d.y * turn.z);
        d = vec3(d.x * turn.y + d.z * turn.x, d.y, d.z * turn.y - d.x * turn.x);
        vec2 place = vec2(atan(d.x, d.z) / 6.2831853 + .5, .5 - asin(clamp(d.y, -1., 1.)) / 3.1415927);
        colour = vec4(textureLod(picture, place, 0.).rgb, 1.);
      }`]];
    for (const [kind, source] of sources) {
      const shader = gl.createShader(kind);
      gl.shaderSource(shader, source);
      gl.compileShader(shader);
      gl.attachShader(program, shader);
    }
    gl.linkProgram(program);
    if (!gl.getProgramParameter(program, gl.LINK_STATUS)) return null;
    gl.useProgram(program);
    gl.bindTexture(gl.TEXTURE_2D, gl.createTexture());
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.LINEAR);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_T, gl.CLAMP_TO_EDGE);
    const span = gl.getUniformLocation(program, 'span'), turn = gl.getUniformLocation(program, 'turn');
    let full = false;
    return {
      take(image) {
        gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGB, gl.RGB, gl.UNSIGNED_BYTE, image);
        full = true;
      },
      draw() {
        const scale = Math.min(devicePixelRatio || 1, 2);
        const width = Math.max(1, Math.round(canvas.clientWidth * scale)), height = Math.max(1, Math.round(canvas.clientHeight * scale));
        if (canvas.width !== width || canvas.height !== height) [canvas.width, canvas.height] = [width, height];
        if (!full) return;
        const half = Math.tan(across / 2 * rad);
        gl.viewport(0, 0, width, height);
        gl.uniform2f(span, half, half * height / width);
        gl.uniform4f(turn, Math.sin(yaw * rad), Math.cos(yaw * rad), Math.sin(pitch * rad), Math.cos(pitch * rad));
        gl.drawArrays(gl.TRIANGLES, 0, 3);
      },
      // the direction of a place in the window, -1 to 1 either way, right and up positive
      towards(x, y) {
        const half = Math.tan(across / 2 * rad), a = x * half, b = y * half * canvas.clientHeight / canvas.clientWidth;
        const s = Math.sin(pitch * rad), c = Math.cos(pitch * rad), on = c - b * s;
        return [yaw + Math.atan2(a, on) / rad, Math.atan2(b * c + s, Math.hypot(a, on)) / rad];
      },
    };
  }

  // the whole picture, sliding behind a window
  function strip(box) {
    box.className = 'strip-view';
    return {
      draw() {
        const wide = box.clientWidth * 360 / across;
        box.style.backgroundImage = `url("${asked.picture}")`;
        box.style.backgroundSize = `${wide}px ${wide / 2}px`;
        box.style.backgroundPosition = `${box.clientWidth / 2 - (0.5 + yaw / 360) * wide}px ${box.clientHeight / 2 - (0.5 - pitch / 180) * wide / 2}px`;
      },
      towards: (x, y) => [yaw + x * across / 2, pitch + y * across / 2 * box.clientHeight / box.clientWidth],
    };
  }

  const tell = (azimuth, up) => `${winds[Math.round(azimuth / 45) % 8]} ${Math.round(azimuth) % 360}°, ${Math.abs(Math.round(up))}° ${up < -0.5 ? 'down' : 'up'}`;

  function far(right, up) {
    if (!depth) return '';
    const column = Math.min(depth.width - 1, Math.floor(round(right + 180) / 360 * depth.width));
    const row = Math.min(depth.height - 1, Math.max(0, Math.floor((0.5 - up / 180) * depth.height)));
    const value = depth.values[row * depth.width + column];
    if (value === 0) return ', sky';
    const metres = depth.nearest * (depth.farthest / depth.nearest) ** ((value - 1) / 254);
    return metres < 995 ? `, ${Number(metres.toPrecision(2))} m away` : `, ${Number((metres / 1000).toPrecision(2))} km away`;
  }

  function say() {
    const azimuth = round(heading + yaw), [right, up] = over ? painter.towards(...over) : [yaw, pitch];
    view.setAttribute('aria-valuenow', Math.round(azimuth) % 360);
    view.setAttribute('aria-valuetext', `${tell(azimuth, pitch)}${far(yaw, pitch)}, ${Math.round(across)}° wide`);
    gaze.textContent = `${over ? 'Under the pointer' : 'In the middle'}: ${tell(round(heading + right), up)}${far(right, up)}`;
  }

  function show() {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      painter.draw();
      say();
    });
  }

  function look(right, up, wide = across) {
    across = Math.min(widest, Math.max(closest, wide));
    pitch = Math.min(85, Math.max(-85, up));
    yaw = round(right + 180) - 180;
    show();
  }

  function controls(element) {
    const held = new Map();
    let pace = [0, 0], gliding = 0;
    const stop = () => { gliding += 1; pace = [0, 0]; };
    const glide = turn => requestAnimationFrame(() => {
      if (turn !== gliding || Math.hypot(...pace) < 0.02) return;
      look(yaw + pace[0], pitch + pace[1]);
      pace = pace.map(part => part * 0.93);
      glide(turn);
    });
    element.addEventListener('pointerdown', event => {
      if (event.button !== 0) return;
      stop();
      element.setPointerCapture(event.pointerId);
      held.set(event.pointerId, [event.clientX, event.clientY]);
      element.focus({ preventScroll: true });
      event.preventDefault();
    });
    element.addEventListener('pointermove', event => {
      const box = element.getBoundingClientRect(), from = held.get(event.pointerId);
      over = event.pointerType === 'touch' ? null : [(event.clientX - box.left) / box.width * 2 - 1, 1 - (event.clientY - box.top) / box.height * 2];
      if (!from) {
        show();
        return;
      }
      const others = [...held].filter(([id]) => id !== event.pointerId).map(([, at]) => at), degrees = across / box.width;
      held.set(event.pointerId, [event.clientX, event.clientY]);
      if (others.length === 1) {
        const apart = at => Math.hypot(at[0] - others[0][0], at[1] - others[0][1]);
        look(yaw, pitch, across * apart(from) / Math.max(apart([event.clientX, event.clientY]), 1));
      } else if (others.length === 0) {
        pace = [(from[0] - event.clientX) * degrees, (event.clientY - from[1]) * degrees];
        look(yaw + pace[0], pitch + pace[1]);
      }
    });
    for (const kind of ['pointerup', 'pointercancel']) {
      element.addEventListener(kind, event => {
        if (held.delete(event.pointerId) && held.size === 0 && kind === 'pointerup' && !calm.matches) glide(gliding);
      });
    }
    element.addEventListener('pointerleave', () => { over = null; show(); });
    element.addEventListener('wheel', event => {
      // without Ctrl, which pinching a touchpad stands for, the page scrolls on
      if (!event.ctrlKey) return;
      look(yaw, pitch, across * Math.exp(event.deltaY / 400));
      event.preventDefault();
    }, { passive: false });
    element.addEventListener('keydown', event => {
      const turns = { ArrowLeft: [-5, 0], ArrowRight: [5, 0], ArrowUp: [0, 5], ArrowDown: [0, -5], PageUp: [0, 20], PageDown: [0, -20] };
      const zooms = { '+': 0.85, '=': 0.85, '-': 1 / 0.85, '_': 1 / 0.85 };
      if (event.altKey || event.ctrlKey || event.metaKey) return;
      stop();
      over = null;
      if (event.key in turns) look(yaw + turns[event.key][0], pitch + turns[event.key][1]);
      else if (event.key in zooms) look(yaw, pitch, across * zooms[event.key]);
      else if (event.key === 'Home') look(0, 0, usual);
      else return;
      event.preventDefault();
    });
  }

  function mount(element, drawing) {
    const facts = { role: 'slider', tabindex: 0, 'aria-label': `${still.alt}: look around`, 'aria-valuemin': 0, 'aria-valuemax': 359 };
    for (const [name, value] of Object.entries(facts)) element.setAttribute(name, value);
    if (view) view.replaceWith(element);
    else sphere.prepend(element);
    [view, painter] = [element, drawing];
    controls(element);
    show();
  }

  function flatten() {
    if (view && !(view instanceof HTMLCanvasElement)) return;
    const box = document.createElement('div');
    mount(box, strip(box));
  }

  // a script, because the pixels of a picture beside a page that was opened from a folder may be shown but not be read
  function load() {
    if (!(view instanceof HTMLCanvasElement)) {
      show();
      return;
    }
    const script = document.createElement('script');
    script.src = asked.script;
    script.onerror = flatten;
    script.onload = () => script.remove();
    document.head.append(script);
  }

  window.glacierPanorama = async (id, data) => {
    const bytes = text => Uint8Array.from(atob(text), letter => letter.charCodeAt(0));
    const image = await createImageBitmap(new Blob([bytes(data.picture)], { type: 'image/jpeg' }));
    if (id !== asked.id || !(view instanceof HTMLCanvasElement)) return;
    depth = { ...data, picture: null, depth: null, values: bytes(data.depth) };
    painter.take(image);
    sphere.classList.add('drawn');
    show();
  };

  for (const light of lights) {
    light.addEventListener('click', () => {
      lights.forEach(other => other.setAttribute('aria-pressed', String(other === light)));
      asked = light.dataset;
      load();
    });
  }

  const canvas = document.createElement('canvas'), drawing = globe(canvas);
  sphere.classList.add('live');
  document.querySelectorAll('.around [hidden]').forEach(part => { part.hidden = false; });
  if (drawing) {
    mount(canvas, drawing);
    canvas.addEventListener('webglcontextlost', flatten);
  } else flatten();
  for (const [sign, name, factor] of [['+', 'Nearer', 0.8], ['−', 'Wider', 1.25]]) {
    const button = document.createElement('button');
    Object.assign(button, { type: 'button', className: 'zoom', textContent: sign, ariaLabel: name });
    button.addEventListener('click', () => look(yaw, pitch, across * factor));
    sphere.append(button);
  }
  new ResizeObserver(show).observe(sphere);
  new IntersectionObserver((seen, watch) => {
    if (!seen.some(entry => entry.isIntersecting)) return;
    watch.disconnect();
    load();
  }, { rootMargin: '400px' }).observe(sphere);
})();
