import type { Words } from "./words.ts";

/** What stands in the way of starting: settings, the data folder, the database's role and version. */
export const installationRefusals = {
  "address-not-own": {
    en: "This computer has no address {address} to listen at. Give one of its own in ATTAIN_LISTEN; 0.0.0.0 is all of them.",
    ko: "이 컴퓨터에는 {address} 주소가 없습니다. ATTAIN_LISTEN에 이 컴퓨터의 주소를 지정하세요. 0.0.0.0은 모든 주소입니다.",
  },
  "data-folder-unusable": {
    en: "The data folder {folder} cannot be used: {reason}. Give another with --data, or let this user read and write it.",
    ko: "데이터 폴더 {folder|을/를} 쓸 수 없습니다: {reason}. --data로 다른 폴더를 지정하거나 이 사용자에게 읽기·쓰기 권한을 주세요.",
  },
  "data-folder-of-other-major": {
    en: "The data folder {folder} was made by PostgreSQL {found}; this program brings PostgreSQL {expected}. Back up with the program that made it (attain backup), then restore into a new folder (attain restore).",
    ko: "데이터 폴더 {folder|은/는} PostgreSQL {found}에서 만들어졌고 이 프로그램은 PostgreSQL {expected|을/를} 씁니다. 만들었던 프로그램으로 백업한 뒤(attain backup) 새 폴더에 복원하세요(attain restore).",
  },
  "database-newer-than-program": {
    en: "The database was migrated by a newer Attain ({found}); this program knows migrations up to {last}. Start the newer version, or restore a backup made before the upgrade.",
    ko: "데이터베이스가 더 새로운 Attain에서 이전되었습니다({found}). 이 프로그램은 {last}까지만 압니다. 새 버전을 실행하거나 업그레이드 전 백업을 복원하세요.",
  },
  "database-not-durable": {
    en: "PostgreSQL may lose what it has confirmed: {found} is off. Turn it on in postgresql.conf, or for this role with alter role … reset, and start again.",
    ko: "PostgreSQL이 저장을 확인한 기록을 잃을 수 있습니다: {found} 설정이 꺼져 있습니다. postgresql.conf에서 켜거나 alter role … reset으로 되돌린 뒤 다시 시작하세요.",
  },
  "database-not-migrated": {
    en: "The database lacks {missing}. Start once with ATTAIN_OWNER_URL, the address of the role that owns the tables.",
    ko: "데이터베이스에 {missing} 변경이 적용되지 않았습니다. 테이블 소유자 역할의 주소를 ATTAIN_OWNER_URL에 지정해 한 번 시작하세요.",
  },
  "database-too-old": {
    en: "PostgreSQL {found} is too old: 15.14, 16.10, 17.6, 18 or later is needed. Upgrade the server; a minor release needs no change of the data.",
    ko: "PostgreSQL {found|은/는} 너무 오래되었습니다. 15.14, 16.10, 17.6, 18 또는 그 이후 버전이 필요합니다. 서버를 업그레이드하세요. 마이너 버전 업그레이드는 데이터를 바꾸지 않습니다.",
  },
  "database-unreachable": {
    en: "PostgreSQL at {address} does not let Attain in: {reason}. Check DATABASE_URL and ATTAIN_OWNER_URL, and that the server runs.",
    ko: "{address}의 PostgreSQL에 접속할 수 없습니다: {reason}. DATABASE_URL과 ATTAIN_OWNER_URL, 그리고 서버가 실행 중인지 확인하세요.",
  },
  "embedded-database-missing": {
    en: "The PostgreSQL that Attain brings does not run on {platform}: {reason}. Give the address of a PostgreSQL 15 or later in ATTAIN_OWNER_URL.",
    ko: "Attain에 포함된 PostgreSQL이 {platform}에서 실행되지 않습니다: {reason}. ATTAIN_OWNER_URL에 PostgreSQL 15 이상의 주소를 지정하세요.",
  },
  "port-forbidden": {
    en: "This user may not listen at port {port}. Choose one above 1023 with --port.",
    ko: "이 사용자는 포트 {port|을/를} 쓸 수 없습니다. --port로 1024 이상의 포트를 고르세요.",
  },
  "port-taken": {
    en: "Something listens at port {port} already; perhaps Attain runs there. Choose another with --port.",
    ko: "포트 {port|은/는} 이미 사용 중입니다. Attain이 이미 실행 중인지 확인하거나 --port로 다른 포트를 고르세요.",
  },
  "public-url-missing": {
    en: "ATTAIN_LISTEN is {listen}, which other computers reach: ATTAIN_PUBLIC_URL must say under which https address they find Attain.",
    ko: "ATTAIN_LISTEN이 {listen}이라 다른 컴퓨터에서 접속할 수 있습니다. 접속할 https 주소를 ATTAIN_PUBLIC_URL에 지정하세요.",
  },
  "role-bypasses-policies": {
    en: "The role {role} bypasses row-level security, so one company could see another's records. Give DATABASE_URL a role created without bypassrls.",
    ko: "역할 {role|은/는} 행 수준 보안을 우회하므로 한 회사가 다른 회사의 기록을 볼 수 있습니다. DATABASE_URL에 bypassrls 없이 만든 역할을 지정하세요.",
  },
  "role-is-superuser": {
    en: "The role {role} is a superuser, whom row-level security does not bind. Put this address into ATTAIN_OWNER_URL instead; Attain then creates the role it serves as.",
    ko: "역할 {role|은/는} 슈퍼유저라서 행 수준 보안이 적용되지 않습니다. 이 주소를 ATTAIN_OWNER_URL에 지정하면 Attain이 서비스용 역할을 만듭니다.",
  },
  "role-owns-tables": {
    en: "The role {role} owns the tables and could lift their row-level security. Put this address into ATTAIN_OWNER_URL, and leave DATABASE_URL empty or give it a role that owns nothing.",
    ko: "역할 {role|은/는} 테이블 소유자라서 행 수준 보안을 해제할 수 있습니다. 이 주소는 ATTAIN_OWNER_URL에 지정하고, DATABASE_URL은 비우거나 아무것도 소유하지 않은 역할을 지정하세요.",
  },
  "secret-key-invalid": {
    en: "{name} holds no key: 32 random bytes in base64 are needed. openssl rand -base64 32 makes them.",
    ko: "{name}에 키가 없습니다. 무작위 32바이트를 base64로 넣어야 합니다. openssl rand -base64 32로 만들 수 있습니다.",
  },
  "secret-key-open": {
    en: "Others on this computer may read {file} (mode {mode}). Close it with chmod 600.",
    ko: "이 컴퓨터의 다른 사용자가 {file} 파일을 읽을 수 있습니다(모드 {mode}). chmod 600으로 막으세요.",
  },
  "secret-key-other": {
    en: "{name} holds another secret than the one that this database was sealed by: second factors, webhooks and who was erased would be lost. Put the old one back, out of a backup or from another server of this installation. If it is lost for good: attain accept-secret --lost.",
    ko: "{name}의 비밀 키가 이 데이터베이스를 봉인한 키와 다릅니다. 2단계 인증과 웹훅, 삭제한 사람을 알아보는 정보를 쓸 수 없게 됩니다. 백업이나 이 설치의 다른 서버에서 옛 키를 되돌려 놓으세요. 완전히 잃어버렸다면: attain accept-secret --lost.",
  },
  "secret-key-weak": {
    en: "The key in {name} can be guessed: it is made of words or repeats itself. openssl rand -base64 32 makes one that cannot.",
    ko: "{name}의 키는 추측할 수 있습니다. 단어로 되어 있거나 같은 값이 반복됩니다. openssl rand -base64 32로 새로 만드세요.",
  },
  "setting-invalid": {
    en: '{name} is "{found}"; {expected} would be right.',
    ko: '{name} 값이 "{found}"입니다. 올바른 값: {expected}.',
  },
  "setting-misspelt": {
    en: "There is no setting {found}. Did you mean {nearest}?",
    ko: "{found} 설정은 없습니다. {nearest|을/를} 뜻하셨나요?",
  },
  "setting-unknown": {
    en: "There is no setting {found}. Known are {known}.",
    ko: "{found} 설정은 없습니다. 사용할 수 있는 설정: {known}.",
  },
} satisfies Record<string, Words>;
