/** A mounted file system that holds data. */
export interface Mount {
  readonly point: string;
  readonly type: string;
  /** Whether it answers over a network or from a program, and so may not answer at all. */
  readonly isRemote: boolean;
  /** Whether only a folder or file of the device is mounted here. */
  readonly isBind: boolean;
}

const LOCAL = new Set(
  `ext2 ext3 ext4 xfs btrfs zfs f2fs jfs reiserfs bcachefs nilfs2 ntfs ntfs3 vfat exfat msdos hfs hfsplus apfs ufs ubifs`.split(
    ' ',
  ),
);
// fuseblk is ntfs-3g and its like: a disk, but a program answers for it.
const REMOTE = new Set(`nfs nfs4 cifs smb3 smbfs 9p ceph glusterfs lustre afs virtiofs vboxsf fuseblk`.split(' '));
const REMOTE_FUSE =
  /^fuse\.(sshfs|s3fs|rclone|glusterfs|ceph|ceph-fuse|mergerfs|davfs|curlftpfs|gcsfuse|cryfs|encfs|gocryptfs)$/;

/**
 * The file systems of a /proc/self/mountinfo that hold data, each device once.
 *
 * Left out are memory file systems, those of the kernel, read-only images (squashfs, iso9660), which are always full, and
 * autofs, because asking it mounts what nobody wants. An overlay counts only as the root, where it is a
 * container's. Of several mounts of one device the whole one with the shortest path is kept, and the last one where
 * one is mounted over another.
 */
export function parseMounts(mountinfo: string): Mount[] {
  const byPoint = new Map<string, Candidate>();
  for (const line of mountinfo.split('\n')) {
    const candidate = parseLine(line);
    if (candidate) byPoint.set(candidate.point, candidate);
  }
  const byDevice = new Map<string, Candidate>();
  for (const candidate of byPoint.values()) {
    if (!holdsData(candidate)) continue;
    const known = byDevice.get(candidate.device);
    if (!known || isBetter(candidate, known)) byDevice.set(candidate.device, candidate);
  }
  return [...byDevice.values()];
}

interface Candidate extends Mount {
  readonly device: string;
}

// 36 35 98:0 /mnt1 /mnt2 rw,noatime master:1 - ext3 /dev/root rw,errors=continue (proc_pid_mountinfo(5))
function parseLine(line: string): Candidate | null {
  const [before, after] = line.split(' - ', 2);
  const fields = before!.split(' ');
  const type = after?.split(' ')[0];
  if (fields.length < 6 || !type) return null;
  return {
    device: fields[2]!,
    point: unescape(fields[4]!),
    type,
    isRemote: REMOTE.has(type) || REMOTE_FUSE.test(type),
    isBind: fields[3] !== '/' && type !== 'btrfs',
  };
}

function holdsData({ type, point, isRemote }: Candidate): boolean {
  return LOCAL.has(type) || isRemote || (type === 'overlay' && point === '/');
}

function isBetter(left: Candidate, right: Candidate): boolean {
  if (left.isBind !== right.isBind) return right.isBind;
  return left.point.length < right.point.length;
}

// Blanks, tabs, newlines and backslashes are written as octal codes.
function unescape(text: string): string {
  return text.replace(/\\([0-7]{3})/g, (_, code: string) => String.fromCharCode(parseInt(code, 8)));
}
