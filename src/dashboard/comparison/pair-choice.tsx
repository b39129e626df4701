import { SelectField } from '../parts/field.js';
import type { Pair } from './pair.js';

interface PairChoiceProps {
  /** All runs by id, as they are named on screen. */
  names: Map<string, string>;
  pair: Pair;
  onPair: (pair: Pair) => void;
}

/** Which two runs are side by side: of two runs there is no choice. */
export function PairChoice({ names, pair, onPair }: PairChoiceProps) {
  const { left, right } = pair;
  if (names.size === 2)
    return (
      <div className="grid grid-cols-2 gap-3 font-medium">
        <h3 className="truncate">{names.get(left)}</h3>
        <h3 className="truncate">{names.get(right)}</h3>
      </div>
    );
  const options = [...names].map(([id, name]) => (
    <option key={id} value={id}>
      {name}
    </option>
  ));
  // Who chooses the other side’s run has the two change places.
  return (
    <div className="grid grid-cols-2 gap-3">
      <SelectField
        label="Left"
        value={left}
        onChange={({ target: { value } }) => onPair({ left: value, right: value === right ? left : right })}
      >
        {options}
      </SelectField>
      <SelectField
        label="Right"
        value={right}
        onChange={({ target: { value } }) => onPair({ left: value === left ? right : left, right: value })}
      >
        {options}
      </SelectField>
    </div>
  );
}
