// API_GetConfigurationSet
import { SesError } from '../errors.ts';
import type { State } from '../state.ts';

export function getConfigurationSet({ configurationSets }: State, name: string) {
  const found = configurationSets.get(name);
  if (!found) throw new SesError('NotFoundException', `Configuration set <${name}> does not exist.`);
  const { suppressionReasons } = found;
  return {
    ConfigurationSetName: name,
    SendingOptions: { SendingEnabled: true },
    ...(suppressionReasons ? { SuppressionOptions: { SuppressedReasons: suppressionReasons } } : {}),
    Tags: [],
  };
}
