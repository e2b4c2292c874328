// About: what Enxame is, how it works, what others see, and which version this is.
import * as api from '../api.js';
import { h } from '../dom.js';
import { t } from '../i18n.js';
import { howPicture } from '../parts/how-picture.js';
import { errorNotice } from '../parts/notice.js';

const STEPS = ['share', 'find', 'gather', 'prove'];
const PRIVACY = ['local', 'seen', 'tracker', 'published'];

export function about() {
  const facts = h('div', {}, h('p', { class: 'soft' }, t('loading')));
  showFacts(facts);
  const element = h('div', { class: 'screen' },
    h('section', { class: 'card stack' }, h('h1', {}, t('about.title')), h('p', { class: 'lead' }, t('about.lead'))),
    h('section', { class: 'card stack' }, h('h2', {}, t('about.how')), howPicture(),
      h('ol', { class: 'steps' }, STEPS.map((step) => h('li', {}, h('h3', {}, t(`about.step.${step}`)), h('p', { class: 'soft' }, t(`about.step.${step}.text`)))))),
    h('div', { class: 'halves' },
      h('section', { class: 'card stack' }, h('h2', {}, t('about.privacy')),
        h('ul', { class: 'points' }, PRIVACY.map((point) => h('li', {}, t(`about.privacy.${point}`))))),
      h('section', { class: 'card stack' }, h('h2', {}, t('about.here')), facts,
        h('p', {}, t('about.licence'), ' ', h('a', { class: 'tap', href: 'https://www.apache.org/licenses/LICENSE-2.0', rel: 'noopener noreferrer', target: '_blank' }, 'Apache-2.0')))));
  return { element, title: t('nav.about') };
}

async function showFacts(place) {
  try {
    const { version, tracker, folder } = await api.state();
    place.replaceChildren(h('dl', { class: 'facts' },
      h('dt', {}, t('about.version')), h('dd', {}, version),
      h('dt', {}, t('about.tracker')), h('dd', {}, h('code', {}, tracker?.url ?? t('about.noTracker')), tracker?.embedded ? ` ${t('about.embedded')}` : ''),
      h('dt', {}, t('about.folder')), h('dd', {}, h('code', {}, folder ?? ''))));
  } catch (error) {
    place.replaceChildren(errorNotice(error));
  }
}
