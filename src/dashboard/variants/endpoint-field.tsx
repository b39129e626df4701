import { type ComponentProps, useId } from 'react';
import { useQuery } from 'urql';
import { TextField } from '../parts/field.js';
import { EndpointNamesDocument } from './generated.js';

/** The name of an endpoint, completed from those of the organization. */
export function EndpointField(field: ComponentProps<typeof TextField>) {
  const [{ data }] = useQuery({ query: EndpointNamesDocument });
  const id = useId();
  return (
    <>
      <TextField {...field} list={id} autoComplete="off" spellCheck={false} />
      <datalist id={id}>
        {data?.endpoints.map((endpoint) => (
          <option key={endpoint.id} value={endpoint.name} />
        ))}
      </datalist>
    </>
  );
}
