'use strict';
// The page's only script: the choice of film and the before/after slider. Without it the first film, both pictures, the numbers and every link still work.
(() => {
  const films = [...document.querySelectorAll('button.film')], player = document.getElementById('film');
  for (const film of films) {
    film.addEventListener('click', () => {
      films.forEach(other => other.setAttribute('aria-pressed', String(other === film)));
      const playing = !player.paused, at = player.currentTime;
      player.poster = film.dataset.poster;
      player.src = film.dataset.video;
      // the films of one glacier have the same years at the same moments
      player.currentTime = at;
      if (playing) player.play();
    });
  }
})();

(() => {
  const data = document.getElementById('pictures');
  if (!data) return;
  const { name, epochs } = JSON.parse(data.textContent);
  const get = id => document.getElementById(id);
  const slider = get('slider'), handle = get('handle');
  const selects = { before: get('before'), after: get('after') };
  const buttons = [...document.querySelectorAll('.strip button')];
  let cut = 50;

  const year = side => epochs[selects[side].value].year;

  function place(percent) {
    cut = Math.min(100, Math.max(0, percent));
    slider.style.setProperty('--cut', cut + '%');
    handle.setAttribute('aria-valuenow', Math.round(cut));
    handle.setAttribute('aria-valuetext', `${Math.round(cut)} % ${year('before')}, ${100 - Math.round(cut)} % ${year('after')}`);
  }

  // A year may lack a picture of the chosen style or view: what is nearest to the choice is shown.
  function picture(epoch) {
    const style = get('style')?.value, view = get('view')?.value;
    const fit = p => (!view || p.view === view ? 2 : 0) + (!style || p.style === style ? 1 : 0);
    return epoch.pictures.reduce((best, p) => (fit(p) > fit(best) ? p : best));
  }

  function show() {
    for (const side of ['before', 'after']) {
      const epoch = epochs[selects[side].value], image = get(side + '-picture'), src = picture(epoch).src;
      if (image.getAttribute('src') !== src) image.src = src;
      image.alt = `${name} in ${epoch.year}, rendered from its elevation model`;
      get(side + '-tag').textContent = epoch.year;
    }
    buttons.forEach((button, index) => {
      button.setAttribute('aria-pressed', String(index) === selects.after.value);
      const src = picture(epochs[index]).src, image = button.querySelector('img');
      if (image.getAttribute('src') !== src) image.src = src;
    });
    place(cut);
  }

  const at = event => {
    const box = slider.getBoundingClientRect();
    place((event.clientX - box.left) / box.width * 100);
  };
  slider.addEventListener('pointerdown', event => {
    if (event.button !== 0) return;
    slider.setPointerCapture(event.pointerId);
    handle.focus({ preventScroll: true });
    at(event);
    event.preventDefault();
  });
  slider.addEventListener('pointermove', event => { if (slider.hasPointerCapture(event.pointerId)) at(event); });
  handle.addEventListener('keydown', event => {
    const steps = { ArrowLeft: -2, ArrowDown: -2, ArrowRight: 2, ArrowUp: 2, PageDown: -10, PageUp: 10, Home: -100, End: 100 };
    if (!(event.key in steps) || event.altKey || event.ctrlKey || event.metaKey) return;
    place(cut + steps[event.key]);
    event.preventDefault();
  });
  for (const id of ['before', 'after', 'style', 'view']) get(id)?.addEventListener('change', show);
  buttons.forEach(button => button.addEventListener('click', () => { selects.after.value = button.dataset.epoch; show(); }));
  slider.classList.add('live');
  show();
})();
