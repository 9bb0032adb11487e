// What Asterisk's interface sends, as it describes itself: channels, bridges, playbacks, events. Not here: when.

/** A channel as Asterisk describes one; `appData` is set while it is in an application. */
export const channelJson = (id: string, state: string, appData = '', caller = '+33612000001') => ({
  id,
  protocol_id: '',
  name: `PJSIP/one-${id}`,
  state,
  caller: { name: '', number: caller },
  connected: { name: '', number: '' },
  accountcode: '',
  dialplan: {
    context: 'from-trunk',
    exten: '100',
    priority: 1,
    app_name: appData === '' ? '' : 'Stasis',
    app_data: appData,
  },
  creationtime: '2026-11-21T21:58:50.791+0000',
  language: 'en',
});

export const bridgeJson = (id: string, type: string, name: string, channels: readonly string[]) => ({
  id,
  bridge_type: type,
  bridge_class: 'stasis',
  technology: type === 'holding' ? 'holding_bridge' : 'simple_bridge',
  creator: 'Stasis',
  name,
  channels,
  creationtime: '2026-11-21T21:58:50.791+0000',
});

export const playbackJson = (id: string, channel: string, media: string, state: string) => ({
  id,
  media_uri: media,
  target_uri: `channel:${channel}`,
  language: 'en',
  state,
});

export const applicationJson = (name: string, channels: readonly string[] = []) => ({
  name,
  channel_ids: channels,
  bridge_ids: [],
  endpoint_ids: [],
  device_names: [],
  events_allowed: [],
  events_disallowed: [],
});

/** An event as Asterisk sends one; each of the same second has a time of its own. */
export const eventJson = (type: string, rest: object, at = '2026-11-21T21:58:50.791+0000') => ({
  type,
  application: 'carillon',
  timestamp: at,
  ...rest,
});
