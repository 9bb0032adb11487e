// An environment in which every variable without a default has a usable value.

export const completeEnvironment = {
  CARILLON_ARI_URL: 'http://127.0.0.1:8088/',
  CARILLON_ARI_USER: 'carillon',
  CARILLON_ARI_PASSWORD_FILE: '/secrets/ari',
  DATABASE_URL: 'postgres://app:hidden@127.0.0.1:5432/carillon',
  CARILLON_DATABASE_FACTS_URL: 'postgresql://facts:hidden@127.0.0.1:5432/carillon',
  REDIS_URL: 'redis://:hidden@127.0.0.1:6379/0',
  CARILLON_API_TOKEN_FILE: '/secrets/token',
  CARILLON_DATA_DIR: '/data',
  CARILLON_FLOWS_DIR: '/flows',
  CARILLON_SOUNDS_DIR: '/srv/sounds',
  CARILLON_SOUNDS_SEEN: '/sounds',
  CARILLON_SIP_PORT: '5060',
  CARILLON_RTP_PORTS: '10000-10999',
};
