// Shoots a scene: node render.mjs WORK [--size 1280x720] [--frames 0,10,20 | --boxes-only | --finish] writes
// WORK/frames/N.png or WORK/clip.mp4, and WORK/boxes.json. WORK holds world.json. --finish only puts lens, clock and
// compression on the pictures that are there.
import {createServer} from 'node:http';
import {spawn} from 'node:child_process';
import {createReadStream, mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {once} from 'node:events';
import {dirname, join, normalize} from 'node:path';
import {fileURLToPath} from 'node:url';
import puppeteer from 'puppeteer-core';

const here = dirname(dirname(fileURLToPath(import.meta.url)));
const options = {size: '1280x720', frames: null, boxesOnly: false};
const rest = [];
for (let i = 2; i < process.argv.length; i++) {
  const name = process.argv[i];
  if (name === '--finish') options.finish = true;
  else if (name === '--boxes-only') options.boxesOnly = true;
  else if (name.startsWith('--')) options[name.slice(2)] = process.argv[++i];
  else rest.push(name);
}
const work = rest[0];
const [width, height] = options.size.split('x').map(Number);
const world = JSON.parse(readFileSync(join(work, 'world.json')));
const list = options.frames ? options.frames.split(',').map(Number) : Array.from({length: world.frames}, (_, i) => i);

// Lens and sensor: softness, then the sharpening that such cameras do, noise, and the clock.
const epoch = Date.parse(world.light.clock + 'Z') / 1000;
const small = height / 720;
const font = name => `fontfile=/usr/share/fonts/truetype/dejavu/DejaVuSansMono-Bold.ttf:fontsize=${Math.round(24 * small)}:fontcolor=white:borderw=2:bordercolor=black@0.8:${name}`;
const {soft, sharp, noise, kbps} = {soft: .6, sharp: .7, noise: 5, kbps: 620, ...world.light};
const finish = ['vflip', `gblur=sigma=${soft * small}`, `unsharp=5:5:${sharp}:5:5:0`, `noise=c0s=${noise}:c0f=t+u:c1s=${noise / 2}:c1f=t:c2s=${noise / 2}:c2f=t:all_seed=${world.seed}`,
  `drawtext=${font('x=18:y=18')}:text='%{pts\\:gmtime\\:${epoch}\\:%d-%m-%Y  %H\\\\\\:%M\\\\\\:%S}'`, `drawtext=${font('x=w-tw-18:y=h-th-18')}:text='${world.light.place}'`].join(',');

function ffmpeg(input, extra, output) {
  const child = spawn('ffmpeg', ['-v', 'error', '-y', ...input, ...extra, output], {stdio: ['pipe', 'inherit', 'inherit']});
  child.done = once(child, 'close');
  return child;
}

const raw = ['-f', 'rawvideo', '-pix_fmt', 'rgba', '-s', options.size, '-r', String(world.fps), '-i', '-'];
mkdirSync(join(work, 'frames'), {recursive: true});
// The renderer's pictures are kept, so that lens and compression can be changed without rendering again.
const take = join(work, 'take.mkv');
const clip = options.frames || options.boxesOnly || options.finish ? null : ffmpeg(raw, ['-vf', 'vflip', '-c:v', 'libx264', '-preset', 'ultrafast', '-crf', '8', '-g', '10', '-pix_fmt', 'yuv444p'], take);

function finishClip() {
  return ffmpeg(['-i', take], ['-vf', finish.replace('vflip,', ''), '-c:v', 'libx264', '-preset', 'slow', '-profile:v', 'high', '-pix_fmt', 'yuv420p',
    '-b:v', kbps + 'k', '-maxrate', 2 * kbps + 'k', '-bufsize', 4 * kbps + 'k', '-g', String(2 * world.fps), '-keyint_min', String(2 * world.fps), '-sc_threshold', '0', '-bf', '0',
    '-movflags', '+faststart', '-map_metadata', '-1', '-fflags', '+bitexact', '-flags:v', '+bitexact', '-threads', '1'], join(work, 'clip.mp4')).done;
}

if (options.finish) {
  await finishClip();
  process.exit(0);
}

const types = {html: 'text/html', js: 'text/javascript', json: 'application/json'};
const server = createServer(async (request, response) => {
  const path = normalize(new URL(request.url, 'http://x').pathname);
  if (path.startsWith('/frame/')) {
    const parts = [];
    for await (const part of request) parts.push(part);
    const pixels = Buffer.concat(parts);
    const into = clip || ffmpeg(raw, ['-vf', `setpts=PTS+${path.slice(7) / world.fps}/TB,` + finish, '-frames:v', '1', '-update', '1'], join(work, 'frames', path.slice(7) + '.png'));
    if (!into.stdin.write(pixels)) await once(into.stdin, 'drain');
    if (!clip) {
      into.stdin.end();
      await into.done;
    }
    response.end();
    return;
  }
  const file = path === '/world.json' ? join(work, path) : join(here, path);
  response.setHeader('content-type', types[file.split('.').pop()] || 'application/octet-stream');
  createReadStream(file).on('error', () => { response.statusCode = 404; response.end(); }).pipe(response);
});
server.listen(0, '127.0.0.1');
await once(server, 'listening');

const browser = await puppeteer.launch({
  executablePath: process.env.CHROMIUM || '/usr/bin/chromium', headless: true, protocolTimeout: 600000,
  args: ['--no-sandbox', '--use-angle=swiftshader', '--use-gl=angle', '--enable-unsafe-swiftshader', '--ignore-gpu-blocklist', '--disable-dev-shm-usage', '--disable-background-networking'],
});
try {
  const page = await browser.newPage();
  page.on('console', m => console.error('page:', m.text()));
  page.on('pageerror', e => console.error('page:', e.message));
  await page.goto(`http://127.0.0.1:${server.address().port}/picture/index.html?samples=${options.samples ?? 0}`);
  await page.waitForFunction('window.begin');
  await page.evaluate((w, h) => window.begin(w, h), width, height);
  const boxes = {};
  const started = Date.now();
  for (const f of list) {
    const {found, ms} = await page.evaluate((f, picture) => window.frame(f, picture, true), f, !options.boxesOnly);
    boxes[f] = found;
    if (options.frames || f % 25 === 0) console.log(`frame ${f}: picture ${ms[0]} ms, truth ${ms[1]} ms, ${((Date.now() - started) / 1000).toFixed(0)} s`);
  }
  writeFileSync(join(work, 'boxes.json'), JSON.stringify(boxes));
} finally {
  await browser.close();
  server.close();
  if (clip) {
    clip.stdin.end();
    await clip.done;
    await finishClip();
  }
}
