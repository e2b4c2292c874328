// Fields for numbers that hold as soon as they are left.
import { h, setText } from '../dom.js';
import { t } from '../i18n.js';
import { errorNotice } from './notice.js';

/**
 * {inputs, said, errors}: the fields, what is said once one holds, and what went wrong.
 * @param fields each {label, value, set(wanted)}: set keeps it. Further, if need be: unit, which the value counts in (1); step
 *   (1); least (0) and most (a million), where the least is above 0 it must not be empty; emptied, what is said of one that
 *   is, which means 0
 */
export function numberFields(fields) {
  const errors = h('div');
  const said = h('p', { class: 'soft small', role: 'status' });
  const save = async ({ set, unit = 1, emptied }, field) => {
    errors.replaceChildren();
    setText(said, '');
    if (!field.reportValidity()) return;
    const wanted = Math.round(Number(field.value) * unit);
    try {
      await set(wanted);
      setText(said, wanted === 0 ? emptied : t('limits.saved'));
    } catch (error) {
      errors.replaceChildren(errorNotice(error));
    }
  };
  const inputs = fields.map((each) => {
    const { label, unit = 1, step = 1, least = 0, most = 1e6 } = each;
    const value = each.value / unit;
    const field = h('input', {
      class: 'field', type: 'number', min: least, max: most, step, inputmode: step === 1 ? 'numeric' : 'decimal', value: value === 0 ? '' : value,
      required: least > 0, placeholder: least > 0 ? '' : t('limits.none'), onchange: () => save(each, field),
    });
    return h('label', { class: 'limit' }, h('span', {}, label), field);
  });
  return { inputs: h('div', { class: 'limits' }, inputs), said, errors };
}
